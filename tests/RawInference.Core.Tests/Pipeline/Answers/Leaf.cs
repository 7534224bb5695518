using System.Reflection;
using System.Text.Json;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Answers;

/// <summary>A place in a value that can be changed on its own.</summary>
/// <param name="Path">Where: <c>/ChatRequest.Parameters/ChatParameters.Seed</c>.</param>
/// <param name="Change">Gives it another value.</param>
internal sealed record Leaf(string Path, Action Change)
{
    /// <summary>Every property that holds no further ones, every item of every list, and the length of every list.</summary>
    public static IEnumerable<Leaf> AllOf(object value, string path = "")
    {
        var nullability = new NullabilityInfoContext();
        foreach (var property in Shape.PropertiesOf(value.GetType()))
        {
            var place = $"{path}/{property.DeclaringType!.Name}.{property.Name}";
            foreach (var leaf in At(property.GetValue(value)!, place, changed => property.SetValue(value, changed)))
            {
                yield return leaf;
            }

            if (nullability.Create(property).WriteState == NullabilityState.Nullable)
            {
                yield return new Leaf($"{place} = null", () => property.SetValue(value, null));
            }
        }
    }

    private static IEnumerable<Leaf> At(object value, string place, Action<object> set)
    {
        if (Other(value) is { } other)
        {
            return [new Leaf(place, () => set(other))];
        }

        return value is not Array items
            ? AllOf(value, place)
            : [
                .. Enumerable.Range(0, items.Length).SelectMany(index => At(items.GetValue(index)!, $"{place}[{index}]", changed => items.SetValue(changed, index))),
                new Leaf($"{place}.Length", () => set(WithoutLast(items))),
            ];
    }

    private static Array WithoutLast(Array items)
    {
        var shorter = Array.CreateInstance(items.GetType().GetElementType()!, items.Length - 1);
        Array.Copy(items, shorter, shorter.Length);
        return shorter;
    }

    /// <summary>Another value of the same kind; null for what holds further ones.</summary>
    private static object? Other(object value) => value switch
    {
        string text => text + "x",
        bool flag => !flag,
        int number => number + 1_000,
        long number => number - 1_000,
        double number => number + 1_000,
        decimal number => number + 1_000,
        TimeSpan time => time + TimeSpan.FromTicks(1),
        Enum word => Enum.GetValues(word.GetType()).GetValue(0),
        JsonElement json => Requests.Json(json.GetRawText().Replace("1.50", "1.51", StringComparison.Ordinal)),
        ReadOnlyMemory<byte> bytes => new ReadOnlyMemory<byte>([.. bytes.Span, 1]),
        _ => null,
    };
}
