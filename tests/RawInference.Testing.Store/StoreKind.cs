using System.Diagnostics;

namespace RawInference.Testing.Store;

/// <summary>Which server the tests run on: <c>redis-server</c> where it is on PATH, otherwise Garnet. RAWINFERENCE_TEST_STORE forces one.</summary>
public static class StoreKind
{
    private const string Variable = "RAWINFERENCE_TEST_STORE";

    public static bool IsRedis { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        "redis" => true,
        "garnet" => false,
        null or "" => RedisServer is not null,
        var other => throw new InvalidOperationException($"{Variable} is 'redis' or 'garnet', not '{other}'."),
    };

    /// <summary>With its version, for people.</summary>
    public static string Name { get; } = IsRedis ? RedisName() : $"Garnet {typeof(Garnet.GarnetServer).Assembly.GetName().Version?.ToString(3)}, in-process";

    internal static string? RedisServer => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "redis-server"))
        .FirstOrDefault(File.Exists);

    private static string RedisName()
    {
        using var process = Process.Start(new ProcessStartInfo(RedisServer ?? "redis-server", "--version") { RedirectStandardOutput = true })!;
        var words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return $"redis-server {words.First(word => word.StartsWith("v=", StringComparison.Ordinal))[2..]}";
    }
}
