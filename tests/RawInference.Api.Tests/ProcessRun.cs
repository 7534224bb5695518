using System.Diagnostics;

namespace RawInference.Api.Tests;

/// <summary>A process run to its end.</summary>
internal sealed record ProcessRun(int Exit, string Output, string Errors)
{
    /// <summary>A guard against hanging, far above what any run takes.</summary>
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);

    public static async Task<ProcessRun> OfAsync(string file, IEnumerable<string> args, string folder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(HangGuard);
        await using var stop = guard.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(guard.Token);
        var errors = process.StandardError.ReadToEndAsync(guard.Token);
        await process.WaitForExitAsync(guard.Token);
        return new ProcessRun(process.ExitCode, await output, await errors);
    }
}
