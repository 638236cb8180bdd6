"""stardose report: input genotypes, calls or guidance; output a page, or a directory of pages of many people; params extra"""

from snakemake.shell import shell

extra = snakemake.params.get("extra", "")
log = snakemake.log_fmt_shell(stdout=False, stderr=True)

shell("stardose report -o {snakemake.output[0]:q} {extra} {snakemake.input:q} {log}")
