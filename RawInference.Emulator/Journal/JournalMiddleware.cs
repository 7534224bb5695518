namespace RawInference.Emulator.Journal;

/// <summary>Records every request outside <c>/emulator</c>: its body when it has come, and a client's leaving the moment it is seen.</summary>
internal sealed class JournalMiddleware(RequestDelegate next, RequestJournal journal)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/emulator"))
        {
            await next(context);
            return;
        }

        var received = journal.Begin(context.Request.Method, context.Request.Path, out var generation);
        received.ContentType = context.Request.ContentType;
        context.Features.Set(received);
        await using var registration = context.RequestAborted.Register(() =>
        {
            if (IsLeft(context, received))
            {
                journal.End(received, generation, RequestState.Aborted, status: null);
            }
        });
        try
        {
            await ReadBodyAsync(context, received);
            await next(context);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested
            && exception is OperationCanceledException or IOException)
        {
            // The client is gone (or was cut on request): there is nobody to answer.
        }
        finally
        {
            // The callback above may come later than the handler's own notice of the same leaving.
            var left = IsLeft(context, received);
            journal.End(received, generation, left ? RequestState.Aborted : RequestState.Completed, left ? null : context.Response.StatusCode);
        }
    }

    private static bool IsLeft(HttpContext context, ReceivedRequest received) =>
        context.RequestAborted.IsCancellationRequested && !received.CutByEmulator && !received.Answered;

    private static async Task ReadBodyAsync(HttpContext context, ReceivedRequest received)
    {
        var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        received.Bytes = buffer.Length;
        received.KeptBody = buffer.GetBuffer()[..(int)Math.Min(buffer.Length, ReceivedRequest.MaxKeptBytes)];
        buffer.Position = 0;
        context.Request.Body = buffer;
    }
}
