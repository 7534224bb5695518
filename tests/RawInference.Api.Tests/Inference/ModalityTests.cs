using System.Net.Http.Headers;
using RawInference.Core.Images;
using RawInference.Images;
using RawInference.Testing;

namespace RawInference.Api.Tests.Inference;

/// <summary>Images, speech and embeddings of media, from the body to the answer.</summary>
public sealed class ModalityTests : IClassFixture<FakeProviders>
{
    private readonly FakeProviders _fakes;

    public ModalityTests(FakeProviders fakes)
    {
        _fakes = fakes;
    }

    [Fact]
    public async Task Image_IsBase64WithItsType()
    {
        var answer = await _fakes.Api.InferAsync("""{"provider":"first","model":"draw","inputs":{"prompts":["a lamp"]},"parameters":{"size":"1x1"}}""");

        var image = Assert.Single(answer.GetProperty("data").GetProperty("images").EnumerateArray());
        Assert.Equal(FakeAnswers.Png.ToArray(), image.GetProperty("b64").GetBytesFromBase64());
        Assert.Equal("image/png", image.GetProperty("media_type").GetString());
        Assert.False(image.TryGetProperty("index", out _));
        Assert.Equal(5, answer.GetProperty("tokens_used").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task ImagesOfSeveralPrompts_ComeInOrder()
    {
        var answer = await _fakes.Api.InferAsync("""{"provider":"first","model":"draw","inputs":{"prompts":["a","b"]},"parameters":{"n":2}}""");

        Assert.Equal(
            [0, 0, 1, 1],
            answer.GetProperty("data").GetProperty("images").EnumerateArray().Select(image => image.GetProperty("index").GetInt32()));
        Assert.Equal(10, answer.GetProperty("tokens_used").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task StreamedImage_IsOneEvent()
    {
        using var response = await _fakes.Api.PostAsync("""{"provider":"first","model":"draw","inputs":{"prompts":["a lamp"]},"parameters":{"stream":true}}""");
        var events = await ServerEvents.ReadAsync(response);

        Assert.Equal("response", Assert.Single(events).Name);
    }

    [Fact]
    public async Task FileAsAnImageInput_NeedsNoBase64()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"provider":"first","model":"draw","inputs":{"prompts":["switch it on"]}}""", new MediaTypeHeaderValue("application/json")), "request" },
            { new ByteArrayContent(FakeAnswers.Png.ToArray()), "image", "lamp.png" },
            { new ByteArrayContent(FakeAnswers.Png.ToArray()), "image", "other.png" },
        };
        using var response = await _fakes.Api.PostAsync(form);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var images = _fakes.Connector.Calls.Single(call => call.Prompt == "switch it on").Settings.InputImages;
        Assert.Equal(
            [("lamp.png", "image/png", "inputs.image_base64"), ("other.png", "image/png", "inputs.image_base64")],
            images.Select(image => (image.FileName!, image.MediaType!, image.Path)));
    }

    [Fact]
    public async Task Speech_IsBase64WithItsType()
    {
        var answer = await _fakes.Api.InferAsync("""{"provider":"first","model":"speak","inputs":{"text":"hello"},"parameters":{"voice":"alloy"}}""");

        var data = answer.GetProperty("data");
        Assert.Equal("hello"u8.ToArray(), data.GetProperty("audio_b64").GetBytesFromBase64());
        Assert.Equal("audio/mpeg", data.GetProperty("media_type").GetString());
    }

    [Fact]
    public async Task EmbeddingOfAnImage_IsOneVector()
    {
        await using var fakes = new FakeProviders(null);
        var answer = await fakes.Api.InferAsync(
            $$$"""{"provider":"first","model":"new","task":"embedding","inputs":{"image_base64":"{{{Convert.ToBase64String(FakeAnswers.Png.Span)}}}"}}""");

        var data = answer.GetProperty("data");
        Assert.Equal([0f, 1f, 2f], data.GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle()));
        Assert.Equal(3, data.GetProperty("dimensions").GetInt32());
    }

    [Fact]
    public async Task SeveralMediaToEmbed_AreRefused()
    {
        using var response = await _fakes.Api.PostAsync("""{"provider":"first","model":"new","task":"embedding","inputs":{"image_urls":["https://a.test/1","https://a.test/2"]}}""");
        var problem = await Problem.ReadAsync(response);

        Assert.Equal(400, problem.Status);
        Assert.Equal(["inputs"], problem.Paths);
    }

    [Fact]
    public async Task ImagesOfManyMegabytes_ArriveWhole()
    {
        var bytes = new byte[9 * 1024 * 1024 + 1];
        new Random(7).NextBytes(bytes);
        await using var fakes = new FakeProviders(null);
        fakes.Connector.Draw = _ => Task.FromResult<IReadOnlyList<ImageResult>>(
        [
            new ImageResult { Image = new GeneratedImage { Bytes = bytes, MediaType = "image/png" } },
            new ImageResult { Image = new GeneratedImage { Bytes = bytes.AsMemory(1), MediaType = "image/png" } },
        ]);

        var answer = await fakes.Api.InferAsync("""{"provider":"first","model":"draw","inputs":{"prompts":["a"]},"parameters":{"n":2}}""");

        var images = answer.GetProperty("data").GetProperty("images");
        Assert.Equal(bytes, images[0].GetProperty("b64").GetBytesFromBase64());
        Assert.Equal(bytes[1..], images[1].GetProperty("b64").GetBytesFromBase64());
    }
}
