cwlVersion: v1.2
class: CommandLineTool
label: stardose merge
doc: |
  Joins the outputs of parts; refuses what does not belong together. The output has the name of the first part.
baseCommand: [stardose, merge]
hints:
  SoftwareRequirement:
    packages:
      stardose:
        version: ["0.1.0"]
  ResourceRequirement:
    coresMin: 1
    ramMin: 256
requirements:
  InlineJavascriptRequirement: {}
inputs:
  parts:
    type: File[]
    inputBinding: {position: 2}
  samples_file:
    type: File?
    doc: samples that must be there
    inputBinding: {prefix: --samples-file, position: 1}
arguments:
  - prefix: -o
    position: 0
    valueFrom: '$(inputs.parts[0].nameroot.replace(/\.jsonl$/, "").replace(/\.[0-9]+of[0-9]+(?=\.)/, "") + ".jsonl.gz")'
outputs:
  whole:
    type: File
    doc: of all parts
    outputBinding:
      glob: '$(inputs.parts[0].nameroot.replace(/\.jsonl$/, "").replace(/\.[0-9]+of[0-9]+(?=\.)/, "") + ".jsonl.gz")'
