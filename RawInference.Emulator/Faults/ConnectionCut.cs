using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using RawInference.Emulator.Journal;

namespace RawInference.Emulator.Faults;

/// <summary>Breaks a connection behind what was already sent.</summary>
internal static class ConnectionCut
{
    /// <summary>How long a client may take to notice, before the connection is reset as well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task CutAsync(HttpContext context)
    {
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Features.GetRequiredFeature<ReceivedRequest>().CutByEmulator = true;

        // A reset at once would take from the client what it has not read yet: end the stream of bytes first.
        context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
        await Task.Delay(Patience, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        context.Abort();
    }
}
