using System.Text;
using RawInference.Core.Chat;
using RawInference.Core.Embeddings;
using RawInference.Core.Images;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Core.Speech;
using RawInference.Core.Transcription;
using RawInference.Media;

namespace RawInference.Api.Tests.Providers;

/// <summary>What each well-known provider can be asked, as the connectors' own data say, as a Markdown table.</summary>
internal static class ProviderMatrix
{
    private const string Yes = "✓";
    private const string ByModel = "○";
    private const string No = "";

    private static readonly (string Title, string Operation, MediaKind? Input)[] Columns =
    [
        ("chat", Operations.Chat, null),
        ("images in", Operations.Chat, MediaKind.Image),
        ("documents in", Operations.Chat, MediaKind.File),
        ("audio in", Operations.Chat, MediaKind.Audio),
        ("video in", Operations.Chat, MediaKind.Video),
        ("embedding", Operations.Embedding, null),
        ("of images", Operations.Embedding, MediaKind.Image),
        ("transcription", Operations.Transcription, null),
        ("image", Operations.Image, null),
        ("speech", Operations.Speech, null),
    ];

    public static string Render()
    {
        var registry = WellKnownProviders.Registry;
        var text = new StringBuilder($"| provider | {string.Join(" | ", Columns.Select(column => column.Title))} | its key |\n");
        text.Append('|').Append(string.Concat(Enumerable.Repeat("---|", Columns.Length + 2))).Append('\n');
        foreach (var preset in WellKnownProviders.Presets)
        {
            var connector = registry.Find(preset.Connector)!;
            ModelCard[] cards = [.. connector.Models.Where(card => card.Provider == preset.Name)];
            text.Append($"| `{preset.Name}` | {string.Join(" | ", Columns.Select(column => Cell(preset, connector, cards, column)))} | {Key(preset)} |\n");
        }

        return text.ToString();
    }

    private static string Cell(ProviderPreset preset, IConnector connector, ModelCard[] cards, (string Title, string Operation, MediaKind? Input) column)
    {
        var offered = preset.Operations.Count == 0 || preset.Operations.Contains(column.Operation);
        if (!offered || !Can(connector, column.Operation, column.Input))
        {
            return No;
        }

        if (column.Input is not { } input)
        {
            return Yes;
        }

        ModelCard[] models = [.. cards.Where(card => card.Operations.Contains(column.Operation))];
        return models.Any(card => card.Inputs.Contains(input)) ? Yes
            // Of a server whose models nobody knows, what the dialect has a field for may work.
            : models.Length == 0 && connector.Models.Any(card => card.Inputs.Contains(input)) ? ByModel
            : No;
    }

    private static bool Can(IConnector connector, string operation, MediaKind? input) => operation switch
    {
        Operations.Chat => connector is IChatConnector,
        Operations.Embedding => input is null ? connector is IEmbeddingConnector : connector is IMediaEmbeddingConnector,
        Operations.Transcription => connector is ITranscriptionConnector,
        Operations.Image => connector is IImageConnector,
        _ => connector is ISpeechConnector,
    };

    private static string Key(ProviderPreset preset) => preset.KeyVariable is { } variable ? $"`{variable}`" : No;
}
