using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;
using TextContent = Microsoft.SemanticKernel.TextContent;

namespace RawInference.Connectors.Tests.SemanticKernel;

/// <summary>All that is not chat, in one type and a line each.</summary>
internal sealed class FakeMediaServices : IAudioToTextService, ITextToImageService, ITextToAudioService, IEmbeddingGenerator<string, Embedding<float>>
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>();

    public PromptExecutionSettings? Settings { get; private set; }

    public Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        AudioContent content, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
        Answer(executionSettings, new TextContent("words"));

    public Task<IReadOnlyList<ImageContent>> GetImageContentsAsync(
        TextContent input, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
        Answer(executionSettings, new ImageContent(new byte[] { 1 }, "image/png"));

    public Task<IReadOnlyList<AudioContent>> GetAudioContentsAsync(
        string text, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
        Answer(executionSettings, new AudioContent(new byte[] { 2 }, "audio/wav"));

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(value => new Embedding<float>(new[] { value.Length, 1f })))
        {
            Usage = new UsageDetails { InputTokenCount = 7 },
        });

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private Task<IReadOnlyList<T>> Answer<T>(PromptExecutionSettings? settings, T content)
    {
        Settings = settings;
        return Task.FromResult<IReadOnlyList<T>>([content]);
    }
}
