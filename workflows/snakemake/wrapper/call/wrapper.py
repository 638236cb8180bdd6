"""stardose call: input files (or a list of paths), output calls; params extra, list, shard"""

from snakemake.shell import shell

extra = snakemake.params.get("extra", "")
if snakemake.params.get("list", False):
    extra += " --keep-going -l"
shard = snakemake.params.get("shard", "")
if shard:
    extra = f"--shard {shard} {extra}"
# 1: the output is complete, and the log names the lines of the list that were set aside
accepted = " || test $? = 1" if "--keep-going" in extra else ""
log = snakemake.log_fmt_shell(stdout=False, stderr=True)
threads = f"-@ {snakemake.threads - 1}" if snakemake.threads > 1 else ""

shell("stardose call {threads} -o {snakemake.output[0]:q} {extra} {snakemake.input:q} {log}{accepted}")
