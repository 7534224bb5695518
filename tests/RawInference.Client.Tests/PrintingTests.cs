using RawInference.Chat;
using RawInference.Contract;
using RawInference.Embeddings;
using RawInference.Images;
using RawInference.Media;
using RawInference.Speech;
using RawInference.Transcription;

namespace RawInference.Client.Tests;

/// <summary>Whatever is printed may end up in a log: prompts, outputs and presigned URLs must not be in it.</summary>
public class PrintingTests
{
    private const string Secret = "s3cr3t";

    private static readonly MediaContent Medium = new() { Kind = MediaKind.Image, Url = $"https://a.example/?sig={Secret}", Base64 = Secret, FileName = Secret };
    private static readonly ChatMessage Message = ChatMessage.Of(ChatRole.User, Secret) with { Name = Secret };
    private static readonly ToolCall Call = new("id", "look_up", Secret);
    private static readonly ModelSelector Model = ModelSelector.OfAlias("fast");

    public static TheoryData<string, object> Printed => new()
    {
        { "medium", Medium },
        { "message", Message },
        { "text part", ContentPart.Of(Secret) },
        { "media part", ContentPart.Of(Medium) },
        { "tool call", Call },
        { "tool call delta", new ToolCallDelta(0, "id", "look_up", Secret) },
        { "tool", new ToolDefinition("look_up", Secret, Given.Json($$"""{"title":"{{Secret}}"}"""), null) },
        { "chat parameters", new ChatParameters { Stop = [Secret], Schema = Given.Json($$"""{"title":"{{Secret}}"}""") } },
        { "call options", new CallOptions { IdempotencyKey = Secret } },
        { "output", new ChatOutput { Text = Secret, FinishReason = FinishReason.Stop, ToolCalls = [Call], Reasoning = Secret } },
        { "delta", new ChatDelta { Text = Secret } },
        { "chat response", new ChatResponse { Outputs = [new ChatOutput { Text = Secret, FinishReason = FinishReason.Stop }] } },
        { "chat request", new ChatRequest { Model = Model, Conversations = [[Message]] } },
        { "embedding input", EmbeddingInput.Of(Secret) },
        { "embedding request", new EmbeddingRequest { Model = Model, Inputs = [EmbeddingInput.Of(Secret)] } },
        { "transcription request", new TranscriptionRequest { Model = Model, Audio = Medium, Prompt = Secret } },
        { "transcription response", new TranscriptionResponse { Text = Secret } },
        { "image request", new ImageRequest { Model = Model, Prompts = [Secret], Images = [Medium] } },
        { "image", new GeneratedImage { Url = $"https://a.example/?sig={Secret}", RevisedPrompt = Secret } },
        { "image response", new ImageResponse { Images = [new GeneratedImage { RevisedPrompt = Secret }] } },
        { "speech request", new SpeechRequest { Model = Model, Text = Secret } },
        { "speech parameters", new SpeechParameters { Voice = "alloy", Instructions = Secret } },
        { "speech response", new SpeechResponse { Audio = new byte[] { 1 }, MediaType = "audio/mpeg" } },
        { "segment", new TranscriptionSegment(0, 1, Secret) },
        { "contract request", Given.Call($$"""{"prompts":["{{Secret}}"]}""") },
        { "contract value", new ContractValue(Given.Json($"\"{Secret}\""), "inputs.text", new ContractReading()) },
        { "contract inputs", new ContractInputs { Keys = ["text"], Text = Secret } },
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void Content_IsNeverPrinted(string what, object value)
    {
        var printed = value.ToString();

        Assert.False(string.IsNullOrEmpty(printed), what);
        Assert.DoesNotContain(Secret, printed, StringComparison.Ordinal);
    }
}
