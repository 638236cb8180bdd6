process STARDOSE_ANNOTATE {
    tag "$meta.id"
    label 'process_single'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(variants), path(index)

    output:
    tuple val(meta), path("*.pgx.vcf.gz"), emit: vcf
    tuple val("${task.process}"), val('stardose'), eval("stardose version | sed -n '1s/stardose //p'"), topic: versions, emit: versions_stardose

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    stardose annotate \\
        $args \\
        -o ${prefix}.pgx.vcf.gz \\
        $variants
    """

    stub:
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    echo | gzip > ${prefix}.pgx.vcf.gz
    """
}
