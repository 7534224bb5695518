namespace RawInference.Emulator;

internal static class EmulatorProgram
{
    private static void Main(string[] args) => WebApplication.CreateBuilder(args).Build().Run();
}
