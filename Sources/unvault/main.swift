import CommandLineSupport

runTool(Unvault.self, named: "unvault")
