process STARDOSE_GUIDE {
    tag "$meta.id"
    label 'process_single'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(variants)

    output:
    tuple val(meta), path("*.guidance.jsonl.gz"), emit: guidance
    tuple val("${task.process}"), val('stardose'), eval("stardose version | sed -n '1s/stardose //p'"), topic: versions, emit: versions_stardose

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    stardose guide \\
        $args \\
        -o ${prefix}.guidance.jsonl.gz \\
        $variants
    """

    stub:
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    echo | gzip > ${prefix}.guidance.jsonl.gz
    """
}
