process STARDOSE_MERGE {
    tag "$meta.id"
    label 'process_single'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(parts)

    output:
    tuple val(meta), path("*.jsonl.gz"), emit: whole
    tuple val("${task.process}"), val('stardose'), eval("stardose version | sed -n '1s/stardose //p'"), topic: versions, emit: versions_stardose

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    stardose merge \\
        $args \\
        -o ${prefix}.jsonl.gz \\
        $parts
    """

    stub:
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    echo | gzip > ${prefix}.jsonl.gz
    """
}
