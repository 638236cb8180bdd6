cwlVersion: v1.2
class: Workflow
label: a panel of people in parts
doc: |
  Calls and guidance of all samples of a set of files, in as many parts as are asked for, joined, and files for MultiQC.
requirements:
  ScatterFeatureRequirement: {}
  InlineJavascriptRequirement: {}
  StepInputExpressionRequirement: {}
inputs:
  files:
    type: File[]
    doc: VCF or BCF, parts of one data set
    secondaryFiles:
      - {pattern: .tbi, required: false}
      - {pattern: .csi, required: false}
  tasks: {type: int, default: 4, doc: how many parts}
  genes: string[]?
  absent: string?
  drugs: string[]?
outputs:
  calls: {type: File, outputSource: join_calls/whole}
  guidance: {type: File, outputSource: join_guidance/whole}
  qc: {type: Directory, outputSource: rates/folder}
steps:
  slices:
    run:
      class: ExpressionTool
      inputs: {tasks: int}
      outputs: {shards: "string[]"}
      expression: |
        ${
          var shards = [];
          for (var i = 1; i <= inputs.tasks; i++) shards.push(i + "/" + inputs.tasks);
          return {"shards": shards};
        }
    in: {tasks: tasks}
    out: [shards]
  call:
    run: call.cwl
    scatter: shard
    in: {files: files, shard: slices/shards, genes: genes, absent: absent}
    out: [calls]
  join_calls:
    run: merge.cwl
    in: {parts: call/calls}
    out: [whole]
  guide:
    run: guide.cwl
    scatter: part
    in:
      part: call/calls
      files: {valueFrom: "$([inputs.part])"}
      drugs: drugs
    out: [guidance]
  join_guidance:
    run: merge.cwl
    in: {parts: guide/guidance}
    out: [whole]
  rates:
    run: qc.cwl
    in: {calls: join_calls/whole}
    out: [folder]
