using System.Net;
using System.Reflection;

namespace RawInference.Emulator.Tests;

public sealed class EmulatorHostTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://192.0.2.1:0")]
    [InlineData("http://example.com:0")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0/path")]
    [InlineData("nonsense")]
    public void UrlThatIsNotPlainLoopback_IsRefused(string url) =>
        Assert.Throws<ArgumentException>(() => EmulatorHost.Start(url));

    [Fact]
    public async Task SeveralUrls_AllAnswer()
    {
        await using var host = EmulatorHost.Start("http://127.0.0.1:0", "http://localhost:0");
        using var http = new HttpClient();

        Assert.Equal(2, host.Addresses.Count);
        foreach (var address in host.Addresses)
        {
            Assert.NotEqual(0, address.Port);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(address, "/media/tone.wav"))).StatusCode);
        }
    }

    [Fact]
    public async Task StartedByReflection_AnswersAndStops()
    {
        var type = Assembly.Load("RawInference.Emulator").GetType("RawInference.Emulator.EmulatorHost", throwOnError: true)!;

        var host = (IAsyncDisposable)type.GetMethod("Start")!.Invoke(null, [new[] { "http://127.0.0.1:0" }])!;
        var address = ((IReadOnlyList<Uri>)type.GetProperty("Addresses")!.GetValue(host)!)[0];
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(address, "/media/tone.wav"))).StatusCode);
        await host.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(address, "/media/tone.wav")));
    }

    [Fact]
    public async Task ConfigurationOfTheProcess_IsNotRead()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://127.0.0.1:1");
        Environment.SetEnvironmentVariable("ASPNETCORE_Kestrel__Endpoints__Other__Url", "http://127.0.0.1:2");
        Environment.SetEnvironmentVariable("Kestrel__Endpoints__Other__Url", "http://127.0.0.1:2");
        try
        {
            await using var host = EmulatorHost.Start("http://127.0.0.1:0");

            Assert.True(Assert.Single(host.Addresses).Port > 2);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
            Environment.SetEnvironmentVariable("ASPNETCORE_Kestrel__Endpoints__Other__Url", null);
            Environment.SetEnvironmentVariable("Kestrel__Endpoints__Other__Url", null);
        }
    }

    [Fact]
    public void PublicSurface_IsTheHostAlone_InTypesOfThePlatform()
    {
        var assembly = typeof(EmulatorHost).Assembly;

        Assert.Equal([typeof(EmulatorHost)], assembly.GetExportedTypes());
        Assert.DoesNotContain(assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("RawInference", StringComparison.Ordinal));
        Assert.Null(assembly.GetType("Program"));
    }

    [Fact]
    public async Task HangingRequest_DoesNotKeepTheHostFromStopping()
    {
        var emulator = new RunningEmulator();
        var hanging = emulator.PostAsync("/v1/chat/completions", RunningEmulator.Chat("Hello"), fault: "hang");
        while ((await emulator.GetAsync("/emulator/requests")).GetArrayLength() == 0)
        {
            await Task.Yield();
        }

        await ((IAsyncDisposable)emulator).DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAnyAsync<Exception>(() => hanging);
    }
}
