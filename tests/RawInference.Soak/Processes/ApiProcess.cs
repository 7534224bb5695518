using System.Globalization;
using RawInference.Soak.Calls;

namespace RawInference.Soak.Processes;

/// <summary>One server of the product, as Production runs it. It keeps its port and its data folder when it is started again.</summary>
internal sealed class ApiProcess : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private ChildProcess? _process;

    public ApiProcess(string name, string folder, IReadOnlyDictionary<string, string> environment)
    {
        Name = name;
        _folder = folder;
        DataPath = Path.Combine(folder, name);
        _environment = new Dictionary<string, string>(environment) { ["RawInference__State__DataPath"] = DataPath };
        Gateway = new Gateway(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.Free()}")));
    }

    public string Name { get; }

    public string DataPath { get; }

    public Gateway Gateway { get; }

    private string Log => Path.Combine(_folder, $"{Name}.log");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var address = Gateway.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        _process = Run(["--urls", address], Log);
        await Gateway.Client.UntilAnswersAsync("alive", _process, cancellationToken);
    }

    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    /// <summary>Its command line, beside the running server.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> CommandAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var log = Path.Combine(_folder, $"{Name}-command-{Guid.NewGuid():N}.log");
        await using var command = Run(arguments, log);
        await command.WaitForExitAsync(cancellationToken);
        var printed = await File.ReadAllTextAsync(log, cancellationToken);
        return command.ExitCode == 0 ? printed : throw new InvalidOperationException($"The command failed:{Environment.NewLine}{printed}");
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Gateway.Dispose();
    }

    private ChildProcess Run(IEnumerable<string> arguments, string log) =>
        ChildProcess.Start("dotnet", [BuiltFiles.Api, .. arguments], log, _folder, _environment);
}
