// Calls and guidance of one set of files in parts, joined:
//   nextflow run workflows/nextflow --files 'chr*.bcf' --tasks 32 -process.executor slurm
nextflow.enable.dsl = 2

include { STARDOSE_CALL } from './modules/stardose/call/main'
include { STARDOSE_GUIDE } from './modules/stardose/guide/main'
include { STARDOSE_MERGE as MERGE_CALLS } from './modules/stardose/merge/main'
include { STARDOSE_MERGE as MERGE_GUIDANCE } from './modules/stardose/merge/main'

params.files = null
params.tasks = 4
params.id = 'cohort'

workflow {
    files = Channel.fromPath(params.files, checkIfExists: true).collect()
    parts = Channel.of(1..params.tasks)
        .map { i -> [id: "${params.id}.${i}", shard: "${i}/${params.tasks}"] }
        .combine(files.map { list -> [list] })
        .map { meta, list -> [meta, list, []] }
    STARDOSE_CALL(parts)
    STARDOSE_GUIDE(STARDOSE_CALL.out.calls)
    MERGE_CALLS(joined(STARDOSE_CALL.out.calls, 'calls'))
    MERGE_GUIDANCE(joined(STARDOSE_GUIDE.out.guidance, 'guidance'))
}

def joined(channel, what) {
    channel.map { meta, file -> file }.collect().map { list -> [[id: "${params.id}.${what}"], list] }
}
