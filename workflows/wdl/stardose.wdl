version 1.0

# Not run: Debian has no engine for WDL. Written after the specification of WDL 1.0; the commands are those that the other engines run in
# tests/workflows. Please tell what does not work.

task call {
    input {
        Array[File]+ files
        Array[File] indexes = []
        String name
        String? shard
        String options = ""
    }
    command <<<
        set -euo pipefail
        stardose call ~{options} ~{"--shard " + shard} -o ~{name}.calls.jsonl.gz ~{sep=" " files}
    >>>
    output {
        File calls = "~{name}.calls.jsonl.gz"
    }
    runtime {
        cpu: 1
        memory: "500 MB"
    }
}

task guide {
    input {
        File calls
        String name
        String options = ""
    }
    command <<<
        set -euo pipefail
        stardose guide ~{options} -o ~{name}.guidance.jsonl.gz ~{calls}
    >>>
    output {
        File guidance = "~{name}.guidance.jsonl.gz"
    }
    runtime {
        cpu: 1
        memory: "500 MB"
    }
}

task merge {
    input {
        Array[File]+ parts
        String name
    }
    command <<<
        set -euo pipefail
        stardose merge -o ~{name}.jsonl.gz ~{sep=" " parts}
    >>>
    output {
        File whole = "~{name}.jsonl.gz"
    }
    runtime {
        cpu: 1
        memory: "500 MB"
    }
}

workflow panel {
    input {
        Array[File]+ files
        Array[File] indexes = []
        String name = "cohort"
        Int tasks = 4
        String call_options = ""
        String guide_options = ""
    }
    scatter (i in range(tasks)) {
        Int number = i + 1
        call call {
            input:
                files = files, indexes = indexes, name = "~{name}.~{number}", options = call_options,
                shard = "~{number}/~{tasks}"
        }
        call guide {
            input:
                calls = call.calls, name = "~{name}.~{number}", options = guide_options
        }
    }
    call merge as join_calls {
        input:
            parts = call.calls, name = name + ".calls"
    }
    call merge as join_guidance {
        input:
            parts = guide.guidance, name = name + ".guidance"
    }
    output {
        File calls = join_calls.whole
        File guidance = join_guidance.whole
    }
}
