using Microsoft.Extensions.Options;
using RawInference.Api.Errors;
using RawInference.Contract;

namespace RawInference.Api.Inference;

/// <summary>An answer as server-sent events: deltas, then exactly one response or one error.</summary>
internal sealed partial class EventStream(IOptions<InferenceApiOptions> options, TimeProvider time, ILogger<EventStream> logger)
{
    /// <summary>Starts with the enumerator's current update.</summary>
    public async Task WriteAsync(HttpContext http, IAsyncEnumerator<InferenceUpdate> updates)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache, no-transform";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var writer = new EventWriter(new PieceSender(http, options.Value.WriteTimeout, time));
        try
        {
            await WriteUpdatesAsync(writer, updates, http.RequestAborted);
        }
        catch (InferenceException exception)
        {
            await writer.WriteAsync("error", json => ProblemWriter.Write(json, exception, http.Request.Path, http.TraceIdentifier));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogUnexpected(exception, http.TraceIdentifier);
            var failure = new InferenceException(InferenceErrorCode.Internal, "Something went wrong in the gateway; its log has the cause under this request's id.");
            await writer.WriteAsync("error", json => ProblemWriter.Write(json, failure, http.Request.Path, http.TraceIdentifier));
        }
    }

    private async Task WriteUpdatesAsync(EventWriter writer, IAsyncEnumerator<InferenceUpdate> updates, CancellationToken cancellationToken)
    {
        IOperationContract? operation = null;
        while (true)
        {
            var update = updates.Current;
            operation ??= OperationContracts.Of(update);
            if (update is InferenceResponse response)
            {
                await writer.WriteAsync("response", json => ResponseContract.Write(json, response, operation));
                return;
            }

            await writer.WriteAsync("delta", json => operation.WriteDelta(json, update));
            if (!await NextAsync(writer, updates, cancellationToken))
            {
                throw new InferenceException(InferenceErrorCode.StreamCut, "The answer ended before it was complete.");
            }
        }
    }

    /// <summary>Waits for the next update, and keeps the connection alive meanwhile.</summary>
    private async ValueTask<bool> NextAsync(EventWriter writer, IAsyncEnumerator<InferenceUpdate> updates, CancellationToken cancellationToken)
    {
        var next = updates.MoveNextAsync();
        if (next.IsCompleted)
        {
            return await next;
        }

        var moving = next.AsTask();
        while (true)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var silence = Task.Delay(options.Value.KeepAliveInterval, time, stop.Token);
            if (await Task.WhenAny(moving, silence) == moving)
            {
                await stop.CancelAsync();
                return await moving;
            }

            await WriteOrAbandonAsync(writer, moving);
        }
    }

    /// <summary>The enumerator must not be disposed while it moves: a failed write waits for the move, which the abort ends.</summary>
    private static async Task WriteOrAbandonAsync(EventWriter writer, Task moving)
    {
        try
        {
            await writer.WriteCommentAsync();
        }
        catch
        {
            writer.Abort();
            await moving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{RequestId} failed unexpectedly while its answer was streamed")]
    private partial void LogUnexpected(Exception exception, string requestId);
}
