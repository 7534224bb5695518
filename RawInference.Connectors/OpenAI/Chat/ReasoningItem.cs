using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>The items of <c>reasoning_details</c> (openrouter.ai/docs/use-cases/reasoning-tokens), which a stream gives in pieces.</summary>
internal static class ReasoningItem
{
    /// <summary>The types that come in pieces, and the member that grows; an encrypted item is always whole.</summary>
    private static readonly (string Type, string Member)[] Growing = [("reasoning.text", "text"), ("reasoning.summary", "summary")];

    /// <summary>Whole items: a signature is of its whole text, which no piece has.</summary>
    public static IEnumerable<JsonElement> Join(IEnumerable<JsonElement> pieces)
    {
        var item = new List<JsonElement>();
        foreach (var piece in pieces)
        {
            if (item.Count > 0 && !GoesOn(item[^1], piece))
            {
                yield return Whole(item);
                item = [];
            }

            item.Add(piece);
        }

        if (item.Count > 0)
        {
            yield return Whole(item);
        }
    }

    private static bool GoesOn(JsonElement last, JsonElement piece) =>
        MemberOf(piece) is not null && MemberOf(last) == MemberOf(piece)
        && last.Member("signature") is null
        && last.Member("index")?.GetRawText() == piece.Member("index")?.GetRawText()
        && (piece.Member("id") is not { } id || last.Member("id") is not { } own || id.GetRawText() == own.GetRawText());

    private static JsonElement Whole(List<JsonElement> pieces)
    {
        if (pieces is [var only])
        {
            return only;
        }

        var whole = JsonObject.Create(pieces[0])!;
        foreach (var told in pieces.Skip(1).SelectMany(piece => piece.EnumerateObject()).Where(told => told.Value.ValueKind != JsonValueKind.Null))
        {
            whole[told.Name] = JsonSerializer.SerializeToNode(told.Value);
        }

        var member = MemberOf(pieces[0])!;
        whole[member] = string.Concat(pieces.Select(piece => piece.Text(member)));
        return JsonSerializer.SerializeToElement(whole);
    }

    private static string? MemberOf(JsonElement item) =>
        item.Member("type") is { ValueKind: JsonValueKind.String } type ? Array.Find(Growing, known => type.ValueEquals(known.Type)).Member : null;
}
