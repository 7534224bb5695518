using Microsoft.Extensions.Logging.Console;

namespace RawInference.Api.CommandLine;

/// <summary>
/// Runs a command in place of the server: on the same store, beside a running server, without a port. What came of it goes to standard
/// output, all else to standard error; the exit code is 2 for a command that cannot be understood, 1 for one that fails.
/// </summary>
internal static class CommandRunner
{
    private const int Failed = 1;
    private const int Misused = 2;

    public static bool IsMeant(string[] args, IEnumerable<Command> commands) =>
        args is [var word, ..] && commands.Any(command => command.Words.Split(' ')[0] == word);

    /// <summary>Keeps the logs of a command out of its output.</summary>
    public static void UseCommandLogging(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<LoggerFilterOptions>(filter => filter.Rules.Add(new LoggerFilterRule(null, null, LogLevel.Warning, null)));
    }

    public static async Task<int> RunAsync(string[] args, IReadOnlyList<Command> commands, IServiceProvider services)
    {
        var command = args is [var group, var verb, ..] ? commands.FirstOrDefault(command => command.Words == $"{group} {verb}") : null;
        try
        {
            if (command is null)
            {
                throw new CommandUsageException($"There is no such command.");
            }

            await command.RunAsync(CommandCall.Read(command, args[2..], services));
            return 0;
        }
        catch (CommandUsageException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            await WriteUsageAsync(command is null ? commands.Where(other => other.Words.Split(' ')[0] == args[0]) : [command]);
            return Misused;
        }
        catch (InferenceException exception)
        {
            string[] lines = exception.Problems.Count == 0
                ? [exception.Message]
                : [.. exception.Problems.Select(problem => $"{problem.Path}: {problem.Message}")];
            foreach (var line in lines)
            {
                await Console.Error.WriteLineAsync(line);
            }

            return exception.Code == InferenceErrorCode.InvalidRequest ? Misused : Failed;
        }
    }

    private static async Task WriteUsageAsync(IEnumerable<Command> commands)
    {
        await Console.Error.WriteLineAsync("Usage:");
        foreach (var command in commands)
        {
            await Console.Error.WriteLineAsync($"  {command.Usage}");
        }
    }
}
