#!/usr/bin/env Rscript
# calls.R - calls as a data frame of R, through the program and a pipe
#   Rscript calls.R FILE [PROGRAM]
# All columns are text: "*1/*2" is no number, and a score may be a range. A pipe that fails is an error, not an empty table.
stardose <- function(file, what = "call", options = character(), program = "stardose") {
	out <- tempfile()
	on.exit(unlink(out))
	status <- system2(program, c(what, "-q", "-O", "t", "-o", shQuote(out), options, shQuote(file)))
	if (!status %in% c(0, 1)) stop("stardose ", what, ": exit status ", status) # 1: something was set aside
	lines <- sub("^#", "", grep("^##", readLines(out, encoding = "UTF-8"), value = TRUE, invert = TRUE))
	read.delim(text = lines, quote = "", comment.char = "", colClasses = "character", na.strings = ".", check.names = FALSE)
}

args <- commandArgs(trailingOnly = TRUE)
if (length(args)) {
	calls <- stardose(args[1], program = if (length(args) > 1) args[2] else "stardose")
	write.table(calls[, c("sample", "gene", "diplotype", "phenotype", "status")], sep = "\t", quote = FALSE, row.names = FALSE, na = ".")
}
