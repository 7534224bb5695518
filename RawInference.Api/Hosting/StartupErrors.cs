using Microsoft.Extensions.Options;

namespace RawInference.Api.Hosting;

/// <summary>Ends a start that the configuration forbids, with every mistake on a line of its own instead of a stack trace.</summary>
internal static class StartupErrors
{
    /// <summary>The exit code.</summary>
    public static async Task<int> ExplainAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (FailuresOf(exception) is { Count: > 0 } failures)
        {
            await Console.Error.WriteLineAsync($"RawInference does not start: its configuration has {failures.Count} mistake{(failures.Count == 1 ? "" : "s")}.");
            foreach (var failure in failures)
            {
                await Console.Error.WriteLineAsync($"  {failure}");
            }

            return 1;
        }
    }

    private static IReadOnlyList<string> FailuresOf(Exception exception) => exception switch
    {
        OptionsValidationException validation => [.. validation.Failures],
        AggregateException aggregate when aggregate.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. aggregate.InnerExceptions.SelectMany(FailuresOf).Distinct()],
        _ => [],
    };
}
