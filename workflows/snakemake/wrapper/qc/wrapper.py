"""stardose qc -O m: input calls, output a directory of files for MultiQC; params extra"""

from snakemake.shell import shell

extra = snakemake.params.get("extra", "")
log = snakemake.log_fmt_shell(stdout=False, stderr=True)

shell("stardose qc -O m -o {snakemake.output[0]:q} {extra} {snakemake.input:q} {log}")
