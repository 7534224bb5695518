namespace RawInference.State.Tests;

public sealed class StateOptionsTests
{
    [Fact]
    public void DataFolder_IsUnderTheContentRoot_UnlessItsPathIsAbsolute()
    {
        using var relative = new LocalState([]);
        using var absolute = new LocalState(new() { ["RawInference:State:DataPath"] = Path.GetTempPath() });

        Assert.Equal(Path.Combine(relative.ContentRoot, ".rawinference"), relative.Get<DataFolder>().Path);
        Assert.Equal(Path.GetTempPath(), absolute.Get<DataFolder>().Path);
    }

    [Fact]
    public void EmptyDataPath_IsRefusedWithItsPath()
    {
        using var state = new LocalState(new() { ["RawInference:State:DataPath"] = " " });

        Assert.Equal("RawInference:State:DataPath: must be the path of a folder.", Assert.Single(state.Start()));
    }
}
