namespace RawInference.Emulator;

/// <summary>Runs the emulator on its own: <c>--urls http://127.0.0.1:5081</c> (the default), several separated by semicolons.</summary>
internal static class EmulatorProgram
{
    private const string DefaultUrl = "http://127.0.0.1:5081";

    private static async Task Main(string[] arguments)
    {
        var application = EmulatorApplication.Create(Urls(arguments), embedded: false);
        await application.StartAsync();
        foreach (var address in EmulatorApplication.Addresses(application))
        {
            Console.WriteLine($"The emulator listens on {address}");
        }

        await application.WaitForShutdownAsync();
    }

    private static string[] Urls(string[] arguments) => arguments switch
    {
        [] => [DefaultUrl],
        ["--urls", var urls] => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        _ => throw new ArgumentException("The only option is --urls <url>[;<url>].", nameof(arguments)),
    };
}
