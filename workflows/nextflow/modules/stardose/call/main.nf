process STARDOSE_CALL {
    tag "$meta.id"
    label 'process_single'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(variants), path(index)

    output:
    tuple val(meta), path("*.calls.jsonl.gz"), emit: calls
    tuple val("${task.process}"), val('stardose'), eval("stardose version | sed -n '1s/stardose //p'"), topic: versions, emit: versions_stardose

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}"
    def shard = meta.shard ? "--shard ${meta.shard}" : ''
    """
    stardose call \\
        $args \\
        $shard \\
        -@ ${task.cpus - 1} \\
        -o ${prefix}.calls.jsonl.gz \\
        $variants
    """

    stub:
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    echo | gzip > ${prefix}.calls.jsonl.gz
    """
}
