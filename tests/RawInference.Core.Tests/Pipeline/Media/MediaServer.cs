using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace RawInference.Core.Tests.Pipeline.Media;

/// <summary>An HTTP server that writes just what a test tells it to, byte by byte.</summary>
internal sealed class MediaServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly Task _accepting;

    private MediaServer(Func<string, Stream, CancellationToken, Task> answer, SslServerAuthenticationOptions? tls)
    {
        _answer = answer;
        _tls = tls;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public string Origin => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <summary>The head of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public int Connections;

    public static MediaServer Start(Func<string, Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null) =>
        Start(answer, certificate is null ? null : SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true));

    public static MediaServer Start(Func<string, Stream, CancellationToken, Task> answer, SslStreamCertificateContext? certificate) =>
        new(answer, certificate is null ? null : new SslServerAuthenticationOptions { ServerCertificateContext = certificate });

    /// <summary>A server with one answer.</summary>
    public static MediaServer Start(string head, byte[] body, X509Certificate2? certificate = null) =>
        Start((_, stream, cancellationToken) => WriteAsync(stream, head, body, cancellationToken), certificate);

    public static MediaServer Ok(byte[] body, X509Certificate2? certificate = null) =>
        Start(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n"), body, certificate);

    public static MediaServer Redirect(string location, X509Certificate2? certificate = null) =>
        Start($"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: {location}\r\n", [], certificate);

    public static async Task WriteAsync(Stream stream, string head, byte[] body, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n"), cancellationToken);
        await stream.WriteAsync(body, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref Connections);
                serving.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                Stream stream = client.GetStream();
                if (_tls is not null)
                {
                    var secured = new SslStream(stream);
                    await secured.AuthenticateAsServerAsync(_tls, _stop.Token);
                    stream = secured;
                }

                while (await ReadHeadAsync(stream) is { } head)
                {
                    Requests.Enqueue(head);
                    await _answer(head, stream, _stop.Token);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client left, or the test is over.
        }
    }

    private async Task<string?> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) > 0)
        {
            head.Append((char)one[0]);
            if (head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
            {
                return head.ToString();
            }
        }

        return null;
    }
}
