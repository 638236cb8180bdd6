"""stardose merge: input parts, output the whole; params extra (such as -S NAMES)"""

from snakemake.shell import shell

extra = snakemake.params.get("extra", "")
log = snakemake.log_fmt_shell(stdout=False, stderr=True)

shell("stardose merge -o {snakemake.output[0]:q} {extra} {snakemake.input:q} {log}")
