namespace RawInference.Emulator;

/// <summary>Keeps a request open until its client leaves, or the emulator stops.</summary>
internal static class StalledRequest
{
    public static async Task StallAsync(this HttpContext context)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = either.Token.Register(() => left.TrySetResult());
        await left.Task;
        context.Abort();
    }
}
