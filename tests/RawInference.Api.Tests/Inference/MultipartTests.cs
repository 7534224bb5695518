using System.Net.Http.Headers;

namespace RawInference.Api.Tests.Inference;

public sealed class MultipartTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Request = """{"provider":"openai","model":"whisper-1","inputs":{}}""";

    [Fact]
    public async Task Recording_NeedsNoBase64()
    {
        var wav = await api.Emulator.GetByteArrayAsync("/media/tone.wav", TestContext.Current.CancellationToken);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Request, new MediaTypeHeaderValue("application/json")), "request" },
            { new ByteArrayContent(wav), "audio", "tone.wav" },
        };
        using var response = await api.PostAsync(form);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TextAsARecording_IsUnsupported()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Request), "request" },
            { new StringContent("not audio at all"), "audio", "tone.wav" },
        };
        using var response = await api.PostAsync(form);

        Assert.Equal(415, (await Problem.ReadAsync(response)).Status);
    }

    [Theory]
    [InlineData("nothing", "audio")]
    [InlineData("request", "surprise")]
    [InlineData("request", "request")]
    public async Task WrongParts_AreRefused(string first, string second)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Request), first },
            { new StringContent(Request), second },
        };
        using var response = await api.PostAsync(form);

        Assert.Equal(400, (await Problem.ReadAsync(response)).Status);
    }

    [Fact]
    public async Task FormThatEndsTooEarly_IsRefused()
    {
        using var content = new StringContent("--x\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n{\"provider\":");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var response = await api.PostAsync(content);

        Assert.Equal(400, (await Problem.ReadAsync(response)).Status);
    }
}
