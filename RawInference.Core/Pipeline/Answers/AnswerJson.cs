using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RawInference.Core.Pipeline.Answers;

/// <summary>
/// How the items of an answer are written as JSON for ourselves: every property that can be set, of every kind of item that the
/// client's assembly has. A member or a kind that is not known here makes the whole unreadable, so that nothing gets lost on the way.
/// </summary>
internal static class AnswerJson
{
    /// <summary>An answer's own nesting, and what a provider's JSON may have within.</summary>
    private const int MaxDepth = 512;

    /// <summary>What can be an item of an answer.</summary>
    public static IReadOnlyList<Type> Kinds { get; } =
        [.. typeof(InferenceUpdate).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(InferenceUpdate)))];

    public static JsonWriterOptions Writing { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
        SkipValidation = true,
    };

    public static JsonSerializerOptions Options { get; } = Build();

    private static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            IgnoreReadOnlyProperties = true,
            MaxDepth = MaxDepth,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddKinds, LeaveOutFacts } },
            Converters = { new JsonStringEnumConverter(), new FloatsConverter(), new VerbatimJsonConverter() },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void AddKinds(JsonTypeInfo type)
    {
        if (type.Type != typeof(InferenceUpdate))
        {
            return;
        }

        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "$kind" };
        foreach (var kind in Kinds)
        {
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, kind.Name));
        }
    }

    /// <summary>They belong to the journey that hands the answer out.</summary>
    private static void LeaveOutFacts(JsonTypeInfo type)
    {
        for (var index = type.Properties.Count - 1; index >= 0; index--)
        {
            if (type.Properties[index].PropertyType == typeof(CallFacts))
            {
                type.Properties.RemoveAt(index);
            }
        }
    }
}
