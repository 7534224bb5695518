namespace RawInference.State.Keys;

/// <summary>The key of a first run: generated once into the data folder.</summary>
public static class DevelopmentKey
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "development-key";

    public static string ReadOrCreate(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var key = folder.ReadOrCreate(FileName, () => ApiKeyFormat.Create("dev"));
        return ApiKeyFormat.TryParse(key, out _)
            ? key
            : throw new InvalidDataException($"{folder.PathOf(FileName)} does not hold a key; delete it to have a new one.");
    }
}
