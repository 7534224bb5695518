namespace RawInference.State.Keys;

/// <summary>The secret that hashes of keys are made with, where the configuration has none: generated once into the data folder.</summary>
public static class Pepper
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "pepper";

    public static string ReadOrCreate(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var pepper = folder.ReadOrCreate(FileName, () => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        return pepper.Length >= KeyHasher.MinPepperLength
            ? pepper
            : throw new InvalidDataException($"{folder.PathOf(FileName)} does not hold a pepper; restore it, or delete it to have a new one (keys hashed under it are then refused).");
    }
}
