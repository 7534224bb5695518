using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;

namespace RawInference.Connectors.SemanticKernel;

/// <summary>The services that were registered under one provider's name.</summary>
internal sealed class KernelProvider(string name)
{
    /// <summary>Which service does what; where one type is two of a kind, the earlier counts.</summary>
    private static readonly (Type Service, string Operation)[] Kinds =
    [
        (typeof(IChatClient), RawInference.Operations.Chat),
        (typeof(IChatCompletionService), RawInference.Operations.Chat),
        (typeof(IEmbeddingGenerator<string, Embedding<float>>), RawInference.Operations.Embedding),
        (typeof(IAudioToTextService), RawInference.Operations.Transcription),
        (typeof(ITextToImageService), RawInference.Operations.Image),
        (typeof(ITextToAudioService), RawInference.Operations.Speech),
    ];

    private readonly Dictionary<string, Func<IServiceProvider, string, object>> _services = [];

    public string Name => name;

    public KernelProviderOptions Options { get; } = new();

    public IReadOnlyList<string> Operations => [.. _services.Keys.Order(StringComparer.Ordinal)];

    /// <summary>One capability for each service that the type is.</summary>
    public void Add(Type type, Func<IServiceProvider, string, object> create)
    {
        string[] operations = [.. Kinds.Where(kind => type.IsAssignableTo(kind.Service)).Select(kind => kind.Operation).Distinct()];
        if (operations.Length == 0)
        {
            throw new ArgumentException(
                $"{type.Name} is no service that the gateway can ask; it takes {string.Join(", ", Kinds.Select(kind => kind.Service.Name))}.", nameof(type));
        }

        foreach (var operation in operations)
        {
            if (!_services.TryAdd(operation, create))
            {
                throw new ArgumentException($"'{name}' has a service for '{operation}' already.", nameof(type));
            }
        }
    }

    public object Create(string operation, IServiceProvider services, string model) => _services[operation](services, model);

    /// <summary>The registration's own mistakes, before anything is asked.</summary>
    public void Check()
    {
        if (Options.Models.FirstOrDefault(card => card.Provider != name) is { } foreign)
        {
            throw new ArgumentException($"The model '{foreign.Id}' is of '{foreign.Provider}', and this provider is '{name}'.");
        }

        if (Options.Models.GroupBy(card => card.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"'{name}' has two cards of the model '{twice.Key}'.");
        }
    }
}
