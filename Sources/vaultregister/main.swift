import CommandLineSupport

runTool(VaultRegister.self, named: "vaultregister")
