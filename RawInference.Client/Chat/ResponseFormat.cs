namespace RawInference.Chat;

/// <summary>The form of a chat's text without a schema.</summary>
public enum ResponseFormat
{
    Text,

    /// <summary>Some valid JSON object.</summary>
    JsonObject,
}
