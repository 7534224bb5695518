using System.Text;
using System.Text.Json;
using RawInference.Chat;
using RawInference.Contract;
using RawInference.Embeddings;
using RawInference.Images;
using RawInference.Media;
using RawInference.Models;
using RawInference.Speech;
using RawInference.Transcription;

namespace RawInference.Client.Tests;

/// <summary>Calls of the REST contract, read as routing has them read.</summary>
internal static class Given
{
    public static ModelCapabilities UnknownModel { get; } = new() { Provider = "acme", Model = "m", Known = false };

    public static ChatRequest Chat(string inputs, string? parameters = null) => (ChatRequest)Bind(Operations.Chat, inputs, parameters);

    public static EmbeddingRequest Embedding(string inputs, string? parameters = null) => (EmbeddingRequest)Bind(Operations.Embedding, inputs, parameters);

    public static TranscriptionRequest Transcription(string inputs, string? parameters = null) =>
        (TranscriptionRequest)Bind(Operations.Transcription, inputs, parameters);

    public static ImageRequest Drawing(string inputs, string? parameters = null) => (ImageRequest)Bind(Operations.Image, inputs, parameters);

    public static SpeechRequest Speech(string inputs, string? parameters = null) => (SpeechRequest)Bind(Operations.Speech, inputs, parameters);

    public static InferenceRequest Bind(string operation, string inputs, string? parameters = null) =>
        Call(inputs, parameters).Bind(new RequestBinding(operation));

    public static ContractRequest Call(string inputs, string? parameters = null) => new()
    {
        Model = ModelSelector.Of("acme", "m"),
        Inputs = Json(inputs),
        Parameters = parameters is null ? null : Json(parameters),
    };

    /// <summary>The paths of everything that was refused; empty where nothing was.</summary>
    public static IReadOnlyList<string> Refused(string operation, string inputs, string? parameters = null)
    {
        try
        {
            Bind(operation, inputs, parameters);
            return [];
        }
        catch (InferenceException exception)
        {
            Assert.Equal(InferenceErrorCode.InvalidRequest, exception.Code);
            return [.. exception.Problems.Select(problem => problem.Path)];
        }
    }

    public static IReadOnlyList<string> Warned(InferenceRequest request) => [.. request.Call.Warnings.Select(warning => $"{warning.Code} {warning.Path}")];

    /// <summary>An input that each operation takes.</summary>
    public static string InputsOf(string operation) => operation switch
    {
        Operations.Chat or Operations.Image => """{"prompts":["hi"]}""",
        Operations.Embedding or Operations.Speech => """{"text":"hi"}""",
        _ => """{"audio_url":"https://a.example/a.wav"}""",
    };

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static MediaContent Image(string url = "https://a.example/a.png") => new() { Kind = MediaKind.Image, Url = url, Path = "inputs.image_url" };

    public static ModelCapabilities Model(params string[] unsupported) =>
        new() { Provider = "acme", Model = "m", Known = true, UnsupportedParameters = [.. unsupported] };
}
