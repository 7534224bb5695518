using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Answers;

/// <summary>Makes values of any type whose every property is set, each to something else; or, bare, only those that cannot be null.</summary>
internal sealed class Filler(bool bare = false)
{
    private readonly NullabilityInfoContext _nullability = new();
    private int _next;

    public T Create<T>() => (T)Create(typeof(T));

    public object Create(Type type)
    {
        var number = ++_next;
        return (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var kind when kind == typeof(string) => $"text {number}: \"é\" \\ <\u2028>\n😀",
            var kind when kind == typeof(bool) => true,
            var kind when kind == typeof(int) => number,
            var kind when kind == typeof(long) => long.MaxValue - number,
            var kind when kind == typeof(float) => number + 0.1f,
            var kind when kind == typeof(double) => number + 0.1,
            var kind when kind == typeof(decimal) => number + 0.000_000_100m,
            var kind when kind == typeof(TimeSpan) => TimeSpan.FromTicks((number * TimeSpan.TicksPerDay) + 7),
            var kind when kind == typeof(System.Text.Json.JsonElement) => Requests.Json($$"""{ "b{{number}}": [1.50, 2e3, "\u00e9\/", true], "a": { "x": null } }"""),
            var kind when kind == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([(byte)number, 0, 255]),
            var kind when kind == typeof(ReadOnlyMemory<float>) => new ReadOnlyMemory<float>([number + 0.1f, float.Epsilon, -0f]),
            { IsEnum: true } kind => Enum.GetValues(kind).GetValue(Enum.GetValues(kind).Length - 1)!,
            { IsGenericType: true } kind when kind.IsAssignableTo(typeof(IEnumerable)) => Items(kind.GetGenericArguments()[0], bare ? 1 : 2),
            var kind => Properties(kind),
        };
    }

    private Array Items(Type type, int count)
    {
        var items = Array.CreateInstance(type, count);
        for (var index = 0; index < count; index++)
        {
            items.SetValue(Create(type), index);
        }

        return items;
    }

    private object Properties(Type type)
    {
        var value = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in Shape.PropertiesOf(type))
        {
            if (!bare || _nullability.Create(property).ReadState == NullabilityState.NotNull)
            {
                property.SetValue(value, Create(property.PropertyType));
            }
        }

        if (value is InferenceUpdate update)
        {
            update.Facts = CallFacts.None;
        }

        return value;
    }
}
