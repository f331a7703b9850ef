print("smartcollect")
