"""stardose guide: input genotypes, or calls as JSON Lines; output guidance; params extra"""

from snakemake.shell import shell

extra = snakemake.params.get("extra", "")
log = snakemake.log_fmt_shell(stdout=False, stderr=True)

shell("stardose guide -o {snakemake.output[0]:q} {extra} {snakemake.input:q} {log}")
