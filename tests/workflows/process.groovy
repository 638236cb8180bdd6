// process.groovy FOLDER NAME=VALUE... :: FILE...: what Groovy makes of Nextflow processes of DSL2
// Every FILE is parsed up to the phase of conversion, which is as far as Nextflow's own words allow. The shell texts of a process go to
// FOLDER/NAME.script and FOLDER/NAME.stub, with the inputs as given; NAME is that of FILE's folder.
import org.codehaus.groovy.control.CompilationUnit
import org.codehaus.groovy.control.CompilerConfiguration
import org.codehaus.groovy.control.Phases

abstract class Words extends Script {
    def methodMissing(String name, words) {
        name == 'process' || words && words[-1] instanceof Closure ? words[-1] : null
    }
}

def cut = args.findIndexOf { it == '::' }
def given = args[1..<cut].collectEntries { it.split('=', 2) as List }

// the text of one block; the other one is taken out before
def block(File file, String mode, Map given) {
    def text = file.text
    def script = text.indexOf('    script:'), stub = text.indexOf('    stub:')
    text = mode == 'script' ? text.substring(0, stub) + '}\n'
                            : text.substring(0, script) + text.substring(stub)
    def names = (text =~ /(?:emit|topic): (\w+)/).iterator().collectEntries { [it[1], it[1]] }
    def binding = new Binding(names + given + [
        moduleDir: file.parent,
        meta: [id: given.id, shard: given.shard],
        task: [process: 'TEST', cpus: 2, ext: [args: given.args]]])
    def config = new CompilerConfiguration(scriptBaseClass: Words.name)
    new GroovyShell(this.class.classLoader, binding, config).evaluate(text)()
}

args[(cut + 1)..-1].collect { new File(it) }.each { file ->
    def unit = new CompilationUnit()
    unit.addSource(file)
    unit.compile(Phases.CONVERSION)
    if (file.text.contains('    script:'))
        ['script', 'stub'].each { mode ->
            new File(args[0], "${file.parentFile.name}.$mode").text = block(file, mode, given)
        }
    println "parsed: $file.parentFile.name"
}
