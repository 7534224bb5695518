using System.Text.Json;
using System.Text.Json.Serialization;

namespace RawInference.State.Registry;

/// <summary>Entries as stores keep them. What is not said has its default.</summary>
internal static class RegistryJson
{
    // By reflection: a generated reader would set what is not said to null instead of its default.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // What follows from other members.
        IgnoreReadOnlyProperties = true,
        // A restriction that this version does not know must not be overlooked.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new StringSetConverter() },
    };

    public static string Write<TEntry>(TEntry entry)
        where TEntry : IRegistryEntry => JsonSerializer.Serialize(entry, Options);

    /// <exception cref="InferenceException">It is no entry of this kind.</exception>
    public static TEntry Read<TEntry>(string json)
        where TEntry : IRegistryEntry
    {
        try
        {
            return JsonSerializer.Deserialize<TEntry>(json, Options) ?? throw new JsonException("An entry cannot be null.");
        }
        catch (JsonException exception)
        {
            throw Damaged(exception);
        }
    }

    /// <summary>For an entry that is not what it should be. Its id and text are left out: callers read the message.</summary>
    public static InferenceException Damaged(Exception? cause = null) => new(
        InferenceErrorCode.Unavailable,
        "The gateway's state cannot be read: an entry of its registry is damaged, or of a later version.",
        cause);
}
