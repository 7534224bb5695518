using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Chat;
using RawInference.Media;

namespace RawInference.Contract;

/// <summary>The REST contract's <c>inputs</c>, read.</summary>
public sealed record ContractInputs
{
    /// <summary>Each prompt is its own completion; more belong into several calls.</summary>
    public const int MaxPrompts = 64;

    /// <summary>Bounded by the size of the body long before; this bounds the work of one call.</summary>
    public const int MaxTexts = 10_000;

    private static readonly FrozenSet<string> TextKeys = new[] { "prompts", "messages", "text", "texts" }.ToFrozenSet();

    /// <summary>The keys that were there and not null, known ones only.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    public IReadOnlyList<string>? Prompts { get; init; }

    public IReadOnlyList<ChatMessage>? Messages { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<string>? Texts { get; init; }

    public IReadOnlyList<MediaContent> Media { get; init; } = [];

    /// <summary>The known keys of an <c>inputs</c> object that are not null.</summary>
    public static IReadOnlyList<string> KeysOf(JsonElement inputs) => inputs.ValueKind != JsonValueKind.Object
        ? []
        : [.. inputs.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .Select(JsonUnicode.NameOf)
            .OfType<string>()
            .Where(IsKnown)];

    /// <summary>Reads all known keys; an unknown one is a warning.</summary>
    public static ContractInputs Read(ContractValue inputs, IReadOnlyList<MediaContent> attachments)
    {
        if (!inputs.IsObject("an object such as {\"prompts\": [\"…\"]}"))
        {
            return new ContractInputs { Keys = [] };
        }

        inputs.WarnOfUnknown([.. TextKeys, .. MediaContract.Keys.Keys]);
        return new ContractInputs
        {
            Keys = [.. KeysOf(inputs.Element), .. attachments.Select(attachment => attachment.Path["inputs.".Length..])],
            Prompts = inputs.Member("prompts")?.Texts(MaxPrompts),
            Messages = inputs.Member("messages") is { } messages ? ChatMessageContract.Read(messages) : null,
            Text = inputs.Member("text")?.NonEmptyText(),
            Texts = inputs.Member("texts")?.Texts(MaxTexts),
            Media = [.. MediaContract.Read(inputs), .. attachments],
        };
    }

    /// <summary>Refuses the keys that an operation has no use for.</summary>
    public void AllowOnly(ContractValue inputs, string operation, IReadOnlyCollection<string> allowed)
    {
        foreach (var key in Keys.Where(key => !allowed.Contains(key)))
        {
            inputs.Reading.Refuse(
                inputs.PathOf(key),
                $"is not an input of '{operation}', which takes {string.Join(", ", allowed)}; set 'task' if another operation is meant.");
        }
    }

    public override string ToString() => $"inputs of {string.Join(", ", Keys)}";

    private static bool IsKnown(string key) => TextKeys.Contains(key) || MediaContract.Keys.ContainsKey(key);
}
