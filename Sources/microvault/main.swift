import CommandLineSupport

runTool(Microvault.self, named: "microvault")
