process STARDOSE_REPORT {
    tag "$meta.id"
    label 'process_single'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(variants)

    output:
    tuple val(meta), path("*.html"), emit: page
    tuple val("${task.process}"), val('stardose'), eval("stardose version | sed -n '1s/stardose //p'"), topic: versions, emit: versions_stardose

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    stardose report \\
        $args \\
        -o ${prefix}.html \\
        $variants
    """

    stub:
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.html
    """
}
