using System.Diagnostics;

namespace RawInference.Soak.Processes;

/// <summary>Waits for servers that have just been started.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="InvalidOperationException">The process ended, or did not answer for a minute.</exception>
    public static async Task UntilAnswersAsync(this HttpClient client, string path, ChildProcess process, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(client, path, cancellationToken))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"A server is not ready:{Environment.NewLine}{process.LastLines(40)}");
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(path, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
